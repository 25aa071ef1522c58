// The chat server one would build otherwise: socket.io, pg, and NOTIFY to the other process. Written as fast as it can be
// without giving up what it promises: one prepared statement a message, no compression, WebSocket only.
import { createServer } from 'node:http'
import pg from 'pg'
import { Server } from 'socket.io'

const http = createServer()
const io = new Server(http, { transports: ['websocket'], perMessageDeflate: false, serveClient: false })
const pool = new pg.Pool({ max: 10, idleTimeoutMillis: 1000 })
const self = String(process.pid)

// Numbers, stores and announces in one transaction of one statement; acknowledged after its commit.
const append = {
  name: 'append',
  text: `with moved as (
      update conversations set last_seq = last_seq + 1, last_message = left($3, 200), last_sender = 'customer', last_message_at = now(), changed_at = now()
      where id = $2 returning last_seq),
    stored as (
      insert into messages (id, workspace_id, conversation_id, seq, client_message_id, sender_type, sender_id, sender_name, content)
      select uuidv7(), '01900000-0000-7000-8000-000000000001', $2, last_seq, $1, 'customer', '01900000-0000-7000-8000-000000000002', 'You', $3 from moved
      returning id, conversation_id, client_message_id, seq, content, created_at)
    select *, pg_notify('chat', $4 || ' ' || row_to_json(stored)::text) from stored`,
}

io.on('connection', socket => {
  socket.on('join', (conversations, answer) => {
    socket.join(conversations)
    answer({ joined: conversations.length })
  })

  socket.on('message:send', async (message, answer) => {
    try {
      const { rows: [stored] } = await pool.query({ ...append, values: [message.client_message_id, message.conversation_id, message.content, self] })
      answer({ client_message_id: stored.client_message_id, id: stored.id, conversation_id: stored.conversation_id, seq: Number(stored.seq), created_at: stored.created_at })
      socket.to(stored.conversation_id).emit('message:receive', view(stored))
    } catch (broken) {
      answer({ error: broken.message })
    }
  })
})

// What other processes stored.
const listener = new pg.Client()
await listener.connect()
listener.on('notification', ({ payload }) => {
  const space = payload.indexOf(' ')
  if (payload.slice(0, space) !== self) {
    const stored = JSON.parse(payload.slice(space + 1))
    io.to(stored.conversation_id).emit('message:receive', view(stored))
  }
})
await listener.query('listen chat')

function view(stored) {
  return {
    id: stored.id, conversation_id: stored.conversation_id, seq: Number(stored.seq), client_message_id: stored.client_message_id, created_at: stored.created_at,
    sender: { type: 'customer', id: null, name: 'You' }, content: stored.content,
  }
}

process.on('SIGTERM', () => process.exit(0))
http.listen(Number(process.env.PORT), '127.0.0.1', () => console.log('ready'))
