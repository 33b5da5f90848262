import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { DISK_FILES } from './diskFiles.ts';
import { lifecycle } from './lifecycle.ts';
import { serve } from './server.ts';
import { readTranslations } from './translations.ts';

// The arguments choose the transport: --stdio, --node-ipc, --pipe or --socket.
serve(createConnection(ProposedFeatures.all, lifecycle()), { disk: DISK_FILES, readTranslations });
