/**
 * Texts by where they hold: of a kind (`Server`, or with its group where two have the name), of a field of a kind
 * (`Server.spec.port`), or of every field whose path ends so (`matchLabels`, `backendRefs.name`).
 */
export type FieldTexts = Readonly<Record<string, () => string>>;
