import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { DISK_FILES } from '../disk/diskFiles.ts';
import { serve } from './server.ts';

serve(createConnection(ProposedFeatures.all), DISK_FILES);
