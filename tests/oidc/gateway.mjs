// A real OpenID Connect provider with a form that asks who one wants to be: `node gateway.mjs PORT BACK` listens on loopback.
import { createServer } from 'node:http'
import Provider from 'oidc-provider'

const [port, back] = process.argv.slice(2)
const issuer = `http://127.0.0.1:${port}`
const level2 = 'https://www.spid.gov.it/SpidL2'

const provider = new Provider(issuer, {
  clients: [{ client_id: 'tavolo', client_secret: 'a-secret-for-tests-only', redirect_uris: [back] }],
  acrValues: [level2],
  claims: { acr: null, openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
  cookies: { keys: ['a key for tests'] },
  features: { devInteractions: { enabled: false } },
  interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
  // who types `mario@example.org` is that address; `unverified` in the subject says that nobody checked it
  findAccount: (_ctx, sub) => {
    const [email, how] = sub.split('|')
    return { accountId: sub, claims: () => ({ sub, email, email_verified: how !== 'unverified', name: 'Una persona' }) }
  },
  loadExistingGrant: async (ctx) => {
    const grant = new ctx.oidc.provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId })
    grant.addOIDCScope('openid profile email')
    await grant.save()
    return grant
  },
})

const form = `<!doctype html><html lang="en"><title>Gateway</title><form method="post">
<label>Who <input name="who"></label><label>Level <input name="acr"></label><button name="go" value="in">In</button>
<button name="go" value="no">No</button></form></html>`

async function read(request) {
  let body = ''
  for await (const piece of request) body += piece
  return new URLSearchParams(body)
}

async function interact(request, response) {
  await provider.interactionDetails(request, response)
  if (request.method === 'GET') return response.writeHead(200, { 'content-type': 'text/html' }).end(form)
  const said = await read(request)
  const login = { accountId: said.get('who'), acr: said.get('acr') || undefined }
  const refused = { error: 'access_denied', error_description: 'the person said no' }
  await provider.interactionFinished(request, response, said.get('go') === 'no' ? refused : { login })
}

const served = provider.callback()
createServer((request, response) => {
  if (!request.url.startsWith('/interaction/')) return served(request, response)
  interact(request, response).catch((error) => response.writeHead(500).end(String(error)))
}).listen(Number(port), '127.0.0.1', () => console.log('ready'))
