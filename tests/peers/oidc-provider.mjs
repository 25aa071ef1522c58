// A real OpenID provider for the tests. Whoever types a name into its login form is that person:
//   POST login=ann@corp.test  ->  sub "ann@corp.test", e-mail ann@corp.test
// Prints its issuer when it listens, and ends with its parent (when stdin closes).
import { createServer } from 'node:http'
import { Provider } from 'oidc-provider'

const server = createServer((request, response) => handle(request, response))
await new Promise(listening => server.listen(0, '127.0.0.1', listening))
const issuer = `http://127.0.0.1:${server.address().port}`

const provider = new Provider(issuer, {
  clients: [{ client_id: 'frontdesk', client_secret: 'peer secret: +/&=%', redirect_uris: ['https://frontdesk.test/sign-in/callback'] }],
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
  pkce: { required: () => true },
  features: { devInteractions: { enabled: false } },
  interactions: { url: (_, interaction) => `/login/${interaction.uid}` },
  cookies: { keys: ['only for tests'] },
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, email: id, email_verified: true, name: id.split('@')[0] }) }),
  async loadExistingGrant(context) {
    const grant = new context.oidc.provider.Grant({ clientId: context.oidc.client.clientId, accountId: context.oidc.session.accountId })
    grant.addOIDCScope('openid email profile')
    await grant.save()
    return grant
  },
})
// The path ends with an id that is made later than this provider.
provider.Client.prototype.redirectUriAllowed = uri => /^http:\/\/127\.0\.0\.1:\d+\/sign-in\/callback\/[\w-]+$/.test(uri)
const oidc = provider.callback()

async function handle(request, response) {
  if (!request.url.startsWith('/login/')) return oidc(request, response)
  if (request.method !== 'POST') return response.end('<form method="post"><input name="login"><button>Sign in</button></form>')
  let body = ''
  for await (const chunk of request) body += chunk
  await provider.interactionFinished(request, response, { login: { accountId: new URLSearchParams(body).get('login') } })
}

process.stdin.resume()
process.stdin.on('end', () => process.exit(0))
console.log(issuer)
