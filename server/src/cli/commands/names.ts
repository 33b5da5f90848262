/** The allowed first arguments besides options and paths. */
export const COMMAND_NAMES = [
  'explain',
  'mesh',
  'cluster-command',
  'rules',
  'policy',
  'init',
  'completion',
  'lsp',
] as const;

/** The name of a command. */
export type CommandName = (typeof COMMAND_NAMES)[number];
