/**
 * Rules about the failure layer, beyond what its reader refuses: one file each.
 */
import { deadRule } from './dead-rule.ts';
import { rfcDeparture } from './rfc-departure.ts';
import { unmetMessage } from './unmet-message.ts';
import { unusedExpectation } from './unused-expectation.ts';

/** In the order of the docs. */
export const layerRules = [deadRule, unmetMessage, unusedExpectation, rfcDeparture] as const;
