import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { DISK_FILES } from './diskFiles.ts';
import { lifecycle } from './lifecycle.ts';
import { serve } from './server.ts';
import { readTranslations } from './translations.ts';

// The transport is the one that the arguments name: --stdio, --node-ipc, --pipe or --socket.
serve(createConnection(ProposedFeatures.all, lifecycle()), { disk: DISK_FILES, readTranslations });
