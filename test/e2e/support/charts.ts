import { type TextDocument, WorkspaceEdit, workspace } from 'vscode';
import { fileUri, findings, open, rangeOf } from './workbench.ts';

const MISTAKE = 'inject: enable\n';

/** Corrects a mistake in the template of the chart `web` and makes it again, saving each time. */
export async function saveTemplateTwice(): Promise<void> {
  const document = await open('web/templates/pod.yaml');
  await findings(document, 1);
  await replaceAndSave(document, MISTAKE, 'inject: enabled\n');
  await findings(document, 0);
  await replaceAndSave(document, 'inject: enabled\n', MISTAKE);
  await findings(document, 1);
}

/** Whether the stand-in for Helm has rendered the chart. */
export async function isRendered(): Promise<boolean> {
  const files = await workspace.fs.readDirectory(fileUri('web'));
  return files.some(([name]) => name === 'rendered');
}

async function replaceAndSave(document: TextDocument, old: string, text: string): Promise<void> {
  const edit = new WorkspaceEdit();
  edit.replace(document.uri, rangeOf(document, old), text);
  await workspace.applyEdit(edit);
  await document.save();
}

/** Whether programs can be run here: not in a browser's extension host. */
export const runsPrograms = process.versions.node !== undefined;
