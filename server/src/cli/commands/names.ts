/** What a first argument may be instead of an option or a path. */
export const COMMAND_NAMES = ['explain', 'rules', 'init', 'completion', 'lsp'] as const;

/** The name of a command. */
export type CommandName = (typeof COMMAND_NAMES)[number];
