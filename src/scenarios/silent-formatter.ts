import type { FormatterPlugin } from '@cucumber/cucumber/api';

/** Cucumber loads formatters by address. */
export const silentFormatterUrl = import.meta.url;

/** Cucumber prints progress unless it is told to print in another way; what there is to say is in the messages. */
const silentFormatter: FormatterPlugin = { type: 'formatter', formatter() {} };

/** @public cucumber loads it by its address */
export default silentFormatter;
