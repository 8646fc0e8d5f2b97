/** What stands in braces in the other step files. */
import { defineParameterType, stepParameters } from '../src/index.ts';

for (const { name, regexp, transformer } of stepParameters) defineParameterType({ name, regexp, transformer });
