/** What a field of an error body is for, by its name. */
export type Slot =
  | 'message'
  | 'title'
  | 'status'
  | 'code'
  | 'type'
  | 'field'
  | 'place'
  | 'pointer'
  | 'value'
  | 'request-id'
  | 'time'
  | 'path'
  | 'list'
  | 'success';

const names: Readonly<Record<Slot, string>> = {
  message: `message msg detail details description errordescription errormessage errormsg reason text usermessage
    developermessage explanation faultstring longmessage info statusmessage fault humanmessage`,
  title: 'title name shortmessage statustext label summary heading error errorname',
  status: 'status statuscode httpstatus httpstatuscode httpcode responsecode',
  code: 'code errorcode kind reasoncode errortype errorid key rule constraint keyword errorkey subcode validation',
  type: 'type',
  field: 'field fieldname param parameter property propertyname attribute argument target source propertypath',
  place: 'in location loc locationtype',
  pointer: 'pointer jsonpointer instancepath datapath',
  value: 'value rejectedvalue received actual input attemptedvalue',
  'request-id':
    'requestid traceid correlationid correlation errorreference trackingid xrequestid instanceid incidentid',
  time: 'timestamp time datetime date at occurredat createdat',
  path: 'path instance url uri requestpath requesturl endpoint resource',
  list: 'errors violations issues invalidparams invalidparameters fielderrors validationerrors details detail causes problems',
  success: 'success ok succeeded',
};

const byName = new Map<string, Slot[]>();
for (const [slot, listed] of Object.entries(names)) {
  for (const name of listed.split(/\s+/)) byName.set(name, [...(byName.get(name) ?? []), slot as Slot]);
}

/** Everything that a field of this name may be for; what comes first is most likely. */
export function slotsOf(name: string): readonly Slot[] {
  return byName.get(name.toLowerCase().replaceAll(/[^a-z]/g, '')) ?? [];
}
