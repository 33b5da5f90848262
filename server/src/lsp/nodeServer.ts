import { DISK_FILES } from './diskFiles.ts';
import { serve } from './server.ts';
import { readTranslations } from './translations.ts';
import { connectClient } from './transport.ts';

serve(connectClient(process.argv.slice(2)), { disk: DISK_FILES, readTranslations });
