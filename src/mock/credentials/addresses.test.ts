import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isListed, parseAddress } from './addresses.ts';

test('an address is in a block up to its last bit', () => {
  assert.equal(isListed('203.0.113.255', ['203.0.113.0/24']), true);
  assert.equal(isListed('203.0.114.0', ['203.0.113.0/24']), false);
  assert.equal(isListed('10.1.2.3', ['10.1.2.3']), true);
  assert.equal(isListed('10.1.2.4', ['10.1.2.3']), false);
  assert.equal(isListed('10.1.2.4', ['0.0.0.0/0']), true);
  assert.equal(isListed('10.1.2.4', []), false);
});

test('an IPv4 address counts as itself when it comes mapped into IPv6', () => {
  assert.equal(isListed('::ffff:127.0.0.1', ['127.0.0.0/8']), true);
  assert.equal(isListed('127.0.0.1', ['::ffff:7f00:1']), true);
});

test('IPv6 blocks, short forms and zones', () => {
  assert.equal(isListed('2001:db8::1', ['2001:DB8::/32']), true);
  assert.equal(isListed('2001:db9::1', ['2001:db8::/32']), false);
  assert.equal(isListed('fe80::1%eth0', ['fe80::/10']), true);
  assert.equal(parseAddress('::'), 0n);
  assert.equal(parseAddress('1:2:3:4:5:6:7:8'), 0x0001_0002_0003_0004_0005_0006_0007_0008n);
});

test('what is no address is in no block', () => {
  for (const text of ['', '1.2.3', '256.1.1.1', '1::2::3', 'g::1', '1:2:3:4:5:6:7:8:9', '1:2:3:4:5:6:7:8::']) {
    assert.equal(parseAddress(text), null, text);
    assert.equal(isListed(text, ['::/0', '0.0.0.0/0']), false, text);
  }
});
