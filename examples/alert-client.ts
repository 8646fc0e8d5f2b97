/** The client that the examples test: yours stands here. It tries reads three times, and writes once. */
const headers = { 'Content-Type': 'application/json', 'X-API-Key': 'valid-key-123' };

/** The alerts, or an error that names the status. */
export async function listAlerts(baseUrl: string): Promise<readonly { readonly id: string }[]> {
  for (let attempt = 1; ; attempt += 1) {
    const response = await fetch(`${baseUrl}/alerts`, { headers });
    if (response.ok) return ((await response.json()) as { items: { id: string }[] }).items;
    await response.body?.cancel();
    if (response.status < 500 || attempt === 3) throw new Error(`GET /alerts: ${response.status}`);
  }
}

/** Sends an alert; when no answer comes it looks whether the alert got there, before it would send it again. */
export async function createAlert(baseUrl: string, alert: { readonly tenant: string }): Promise<void> {
  const before = await listAlerts(baseUrl);
  try {
    const body = JSON.stringify({ alert_type: 'TEST', severity: 'low', ...alert });
    const response = await fetch(`${baseUrl}/alerts`, { method: 'POST', headers, body });
    await response.body?.cancel();
  } catch (error) {
    const after = await listAlerts(baseUrl);
    if (after.length === before.length) throw error;
  }
}
