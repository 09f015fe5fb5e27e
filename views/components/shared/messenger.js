// What a reader did, on its way to Python. Streamlit drops a trigger when a newer one overtakes it: what is not acknowledged is
// sent again, and numbers keep Python from handling one twice. `views/components/messages.py` is the other end.

const AGAIN = 900; // milliseconds without an answer
const TRIES = 8;

/** Streamlit is at work: the answer is on its way, and a message would only start the script anew. */
const busy = () => (document.querySelector('[data-testid="stApp"]')?.dataset.testScriptState ?? 'notRunning') !== 'notRunning';

export class Messenger {
  /** @param {() => object} more what else each message says, as it is when the message leaves */
  constructor(parent, more = () => ({})) {
    // crypto.randomUUID is missing on plain http from another host.
    const client = `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 8)}`;
    Object.assign(this, { parent, more, client, events: [], last: 0 });
  }

  get pending() { return this.events.length > 0; }

  /** Tell Python of one event; `value` is anything that JSON can hold. */
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
    if (!this.pending) clearTimeout(this.timer);
  }

  deliver() {
    this.tries += 1;
    this.send('report', { client: this.client, events: this.events, ...this.more() });
    this.wait();
  }

  wait() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.again(), AGAIN);
  }

  again() {
    if (!this.pending || this.tries >= TRIES || !(this.parent.host ?? this.parent).isConnected) return;
    if (busy()) this.wait(); else this.deliver();
  }
}
