// One stream of happenings shown in order and without holes, whatever the network does.
export class Stream {
  constructor(element, { show, gone }) {
    Object.assign(this, { name: element.dataset.stream, log: element.dataset.log, head: Number(element.dataset.head) });
    Object.assign(this, { show, gone, waiting: new Map(), over: false });
  }

  take(happening) {
    if (this.over || happening.stream !== this.name) return;
    if (happening.log && happening.log !== this.log) return location.reload();
    if (happening.seq <= this.head) return;
    this.waiting.set(happening.seq, happening);
    this.drain();
    if (this.waiting.size) this.resume();
  }

  drain() {
    while (this.waiting.has(this.head + 1)) {
      const next = this.waiting.get(this.head + 1);
      this.waiting.delete(next.seq);
      this.head = next.seq;
      this.show(next, this);
    }
    for (const seq of this.waiting.keys()) if (seq <= this.head) this.waiting.delete(seq);
  }

  // asks for what is missing until the head is reached; one asking at a time
  async resume() {
    this.wanted = true;
    if (this.over || this.asking) return true;
    this.asking = true;
    try {
      while (this.wanted) {
        this.wanted = false;
        while (await this.page());
      }
      return true;
    } catch {
      return false;
    } finally {
      this.asking = false;
    }
  }

  async page() {
    const answer = (await this.askSocket()) ?? (await this.askServer());
    if (!answer || this.over) return false;
    if (answer.log !== this.log) return location.reload();
    const before = this.head;
    this.head = Math.max(this.head, answer.from - 1);
    for (const happening of answer.happenings) if (happening.seq > this.head) this.waiting.set(happening.seq, happening);
    this.drain();
    return this.head > before && this.head < answer.head;
  }

  async askSocket() {
    if (!this.socket?.connected) return null;
    try {
      const answer = await this.socket.timeout(8000).emitWithAck("resume", { stream: this.name, log: this.log, after: this.head });
      return answer?.happenings ? answer : null;
    } catch {
      return null;
    }
  }

  async askServer() {
    const address = `/streams/${this.name}/happenings?after=${this.head}&limit=200`;
    const response = await fetch(address, { headers: { Accept: "application/json" } });
    if ([401, 403, 404].includes(response.status)) return this.end();
    if (!response.ok) throw new Error(`happenings: ${response.status}`);
    return response.json();
  }

  end() {
    if (this.over) return;
    this.over = true;
    this.gone(this);
  }
}
