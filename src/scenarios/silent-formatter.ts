import type { FormatterPlugin } from '@cucumber/cucumber/api';

/** Cucumber loads formatters by address. */
export const silentFormatterUrl = import.meta.url;

/**
 * Cucumber prints progress unless it is told to print in another way; what there is to say is in the messages.
 * @public cucumber loads it by its address
 */
const silentFormatter: FormatterPlugin = { type: 'formatter', formatter() {} };

export default silentFormatter;
