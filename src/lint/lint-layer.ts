import type { Api } from './api.ts';
import { layerRules } from './layer/index.ts';
import type { Collector } from './lint.ts';
import { writtenLayer } from './written-layer.ts';

/**
 * Holds what somebody wrote into a failure layer against our rules; one that Faultline made up has nothing to answer for.
 * `path` is the layer's file; null where it stands in the document, or nowhere.
 */
export async function lintLayer(api: Api, path: string | null, collector: Collector): Promise<void> {
  const layer = await writtenLayer(api.contract, path);
  if (layer === null) return;
  for (const rule of layerRules) if (collector.isOn(rule)) collector.add(rule, rule.check(api, layer));
}
