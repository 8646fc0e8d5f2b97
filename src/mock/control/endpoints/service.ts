import { type Contract, expectedMeaning, type Operation } from '../../../contract/index.ts';
import { faults } from '../../../faults/index.ts';
import { packageVersion } from '../../../package.ts';
import { done, type Endpoints, shown } from '../control.ts';

/** What is running, and what it can do. */
export const serviceEndpoints = {
  getHealth: (_, { mock }) => shown({ status: 'ok', url: mock.url, cases: mock.cases.length }),
  getVersion(_, { mock }) {
    const { title, version, sha256 } = mock.contract;
    return shown({ name: 'faultline', version: packageVersion, contract: { title, version, sha256 } });
  },
  getDocumentAsYaml: (_, { document }) => shown(document.text, 200, { 'Content-Type': 'application/yaml' }),
  getDocumentAsJson: (_, { document }) => shown(document.json),
  listOperations(_, { mock: { contract } }) {
    const operations = contract.operations.map((operation) => describe(operation, contract));
    const excluded = contract.excluded.map(({ id, problem }) => ({ id, reason: problem.message }));
    return shown({ operations, excluded });
  },
  listFaults() {
    const all = Object.values(faults).map(({ name, summary, instruction, wiremock }) => ({
      name,
      summary,
      instruction,
      wiremock,
    }));
    return shown({ faults: all });
  },
  async resetMock(_, { mock }) {
    await mock.reset();
    return done;
  },
} as const satisfies Endpoints;

function describe(operation: Operation, contract: Contract) {
  const { id, method, path, summary, responses } = operation;
  const statuses = responses.map(({ status }) => status);
  const failing = statuses.filter((status) => /^[45]\d\d$/.test(status)).map(Number);
  return {
    id,
    method,
    path,
    summary,
    statuses,
    failures: failing.map((status) => meaningOf(operation, status, contract)),
  };
}

/** As the failure layer says, then the document; else by the layer's policy, or by the RFCs. */
function meaningOf(operation: Operation, status: number, contract: Contract) {
  const { class: retryClass, category, side } = expectedMeaning(contract, operation, status);
  return { status, class: retryClass, category, side };
}
