import assert from 'node:assert/strict';
import { test } from 'node:test';
import { importPrism, late } from './late.ts';

test('faker works as soon as it is asked', () => {
  const faker = late('@faker-js/faker', 'faker') as { readonly lorem: { word(): string } };
  assert.match(faker.lorem.word(), /^\w+$/);
});

test('a Postman collection can still be read', () => {
  const Collection = late('postman-collection', 'Collection') as new (definition: object) => { readonly name: string };
  assert.equal(new Collection({ info: { name: 'Shop' } }).name, 'Shop');
});

test('Prism itself is whole', async () => {
  const prism = await importPrism();
  assert.equal(typeof prism.createInstance, 'function');
  assert.equal(typeof prism.getHttpOperationsFromSpec, 'function');
});
