import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nearest, suggest } from './suggest.ts';

test('a slip of the keyboard finds its word', () => {
  assert.equal(suggest('listAlert', ['createAlert', 'listAlerts']), ' Did you mean "listAlerts"?');
});

test('another way of writing the same words counts as near', () => {
  assert.equal(nearest('alertType', ['severity', 'alert_type']), 'alert_type');
});

test('nothing is suggested when nothing is near', () => {
  assert.equal(suggest('payment', ['createAlert', 'listAlerts']), '');
});

test('short names need to be closer than long ones', () => {
  assert.equal(nearest('abc', ['xyc']), null);
  assert.equal(nearest('abc', ['abd']), 'abd');
});

test('a name is never suggested for itself', () => {
  assert.equal(nearest('GET', ['GET']), null);
});

test('two letters that changed places are one slip', () => {
  assert.equal(nearest('hagn', ['hang', 'drip']), 'hang');
});
