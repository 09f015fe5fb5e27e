// What a reader did, on its way to Python. Streamlit drops a trigger when a newer one overtakes it: what is not acknowledged is
// sent again, and numbers keep Python from handling one twice. `views/components/messages.py` is the other end.

const AGAIN = 900; // milliseconds without an answer
const TRIES = 8;

export class Messenger {
  constructor(parent) {
    // crypto.randomUUID is missing on plain http from another host.
    Object.assign(this, { parent, client: `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 8)}`, events: [], last: 0 });
  }

  /** Tell Python of one event; `value` is a text or a number. */
  post(kind, value) {
    this.last += 1;
    this.events.push({ number: this.last, kind, value });
    this.tries = 0;
    this.deliver();
  }

  /** Python has answered: `{client, number}` names the last event that it has handled. */
  hear(receipt, send) {
    this.send = send;
    if (receipt?.client !== this.client) return;
    this.events = this.events.filter(({ number }) => number > receipt.number);
    if (!this.events.length) clearTimeout(this.timer);
  }

  deliver() {
    clearTimeout(this.timer);
    if (!this.events.length || this.tries >= TRIES || !(this.parent.host ?? this.parent).isConnected) return;
    this.tries += 1;
    this.send('report', { client: this.client, events: this.events });
    this.timer = setTimeout(() => this.deliver(), AGAIN);
  }
}
