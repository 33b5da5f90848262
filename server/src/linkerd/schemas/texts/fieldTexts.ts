/**
 * Texts by what they describe: a kind (`Server`, with its group if two kinds have the name), a field of a kind
 * (`Server.spec.port`), or every field whose path ends like this (`matchLabels`, `backendRefs.name`).
 */
export type FieldTexts = Readonly<Record<string, () => string>>;
