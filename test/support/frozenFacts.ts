import { freezeFacts } from '../../server/src/facts/freeze.ts';

// No test may see a rule or a join that changes what others see.
freezeFacts();
