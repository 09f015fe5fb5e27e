// Events on their way to Python. Streamlit drops a trigger when a newer one overtakes it, so each message carries all
// events that Python has not yet acknowledged; numbers keep Python from handling one twice.

export class Outbox {
  /** @param {(message: object) => void} send hands one message to Streamlit */
  constructor(send) {
    this.send = send;
    // crypto.randomUUID is missing on plain http from another host.
    this.client = `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 8)}`;
    this.events = [];
    this.last = 0;
  }

  /** @param {object} view snapshot of the canvas that travels with the events */
  post(event, view) {
    this.last += 1;
    this.events.push({ number: this.last, ...event });
    this.send({ client: this.client, events: this.events, view });
  }

  /** Drop what Python has handled: `{client, number}`. */
  acknowledge(receipt) {
    if (receipt?.client !== this.client) return;
    this.events = this.events.filter(({ number }) => number > receipt.number);
  }

  get pending() { return this.events.length > 0; }
}
