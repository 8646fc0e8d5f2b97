import { defineRunbook } from './runbook.ts';

/** Conflict: what a person does about it. */
export const conflict = defineRunbook({
  name: 'conflict',
  title: 'Conflict with the state of the resource',
  failures: ['409', '412', '423', '424', '428'],
  summary: 'The request is understood and allowed, and does not go with what is stored at the moment.',
  reference: 'RFC 9110 §15.5.10, §15.5.13; RFC 6585 §3; RFC 4918 §11.3',
  symptom: [
    'Creating fails because the thing exists already, or changing fails because somebody else changed it meanwhile.',
    'The same call worked for other items, or worked before.',
  ],
  meaning: [
    'Nothing was changed by the refused request.',
    '409: the state forbids it. 412: the version named in If-Match is no longer the current one. 423: it is locked. 428: the API wants such a version to be named.',
    'Sent again as it is, the request meets the same conflict.',
  ],
  steps: [
    {
      id: 'conflict.step.read',
      text: 'Read the resource as it is now, and compare it with what the workflow believed.',
    },
    {
      id: 'conflict.step.earlier-attempt',
      text: 'Look whether an earlier attempt of the same call already did it: after a timeout a repeat often meets its own success.',
    },
    {
      id: 'conflict.step.others',
      text: 'Find out who else writes to it: another branch of the workflow, another run, a person.',
    },
  ],
  causes: [
    {
      id: 'conflict.cause.exists',
      text: 'The thing exists already, often created by the first attempt of the same call.',
    },
    { id: 'conflict.cause.changed', text: 'Somebody changed it between reading and writing.' },
    { id: 'conflict.cause.parallel', text: 'Two runs of the workflow write to the same thing at once.' },
    {
      id: 'conflict.cause.outstanding',
      text: 'A first request with the same Idempotency-Key is still being processed.',
    },
  ],
  resolution: [
    {
      id: 'conflict.resolution.reread',
      text: 'Read it again, decide with what it says now, and write once with the current version (ETag in If-Match).',
    },
    {
      id: 'conflict.resolution.upsert',
      text: 'Where it exists already, update it instead of creating it, or take it as done.',
    },
    {
      id: 'conflict.resolution.key',
      text: 'Send an Idempotency-Key with what creates, so that a repeat gets the answer of the first attempt.',
    },
    { id: 'conflict.resolution.serialise', text: 'Let only one run at a time write to the same thing.' },
  ],
  neighbours: [
    '400 and 422 are about the request itself; a conflict goes away when the resource changes.',
    '404: it is not there at all. 409: it is there, in a state that does not allow this.',
  ],
  outside: [
    {
      says: 'Any operation can be made to answer 409',
      command:
        'curl -si -X DELETE -H "X-API-Key: valid-key-123" -H "X-Faultline-Instruction: return-409" http://localhost:8001/users/3',
    },
  ],
  code: [
    {
      title: 'Read, change, write with the version',
      language: 'python',
      text: `def change_user(api, user_id, change, attempts=3):
    for _ in range(attempts):
        current = api.get(f"/users/{user_id}")
        headers = {"If-Match": current.headers.get("ETag", "*")}
        answer = api.patch(f"/users/{user_id}", json=change(current.json()), headers=headers)
        if answer.status_code not in (409, 412):
            return answer
    return answer
`,
    },
  ],
  remedies: ['create-if-not-found'],
  standards: [
    'The reference has no branch for 409 and 412. RFC 9110 expects the user to resolve the conflict and to submit again.',
  ],
  explanation:
    'The record that the workflow wants to write has another state than it expected: it exists already, or somebody changed it in the meantime. Nothing was damaged and nothing was written. We let the workflow read the record again right before it writes, and decide with what it finds.',
  escalate: [
    {
      id: 'conflict.escalate.nobody-else',
      text: 'Nobody else writes to it and the conflict stays: send the provider the time, the request id and both versions.',
    },
    {
      id: 'conflict.escalate.locked',
      text: 'It stays locked for longer than any work on it takes: ask the provider to release it.',
    },
  ],
});
