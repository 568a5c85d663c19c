"""Decks as people write them, sound and unsound."""

SOUND = r"""format = 1
id = "networks"
title = "Networks"
description = "How computers talk."

[[cards]]
id = "tcp-handshake"  # a comment
level = "beginner"
kind = "concept"
tags = ["tcp", "transport"]
question = "How does TCP open a connection?"
answer = '''

With three segments: SYN, SYN-ACK and ACK.
Loss follows $p_{\text{loss}} \approx 1/W^2$.

'''
hint = "Count to three."

[[cards.key_points]]
label = "SYN, SYN-ACK, ACK"
text = "Both sides send a number and have it confirmed."
synonyms = ["three-way handshake", "syn ack"]

[[cards.checks]]
id = "how-many"
question = "How many segments open a connection?"
[[cards.checks.options]]
text = "One"
reason = "The other side could not answer."
[[cards.checks.options]]
text = "Two"
reason = "The answer would stay unconfirmed."
[[cards.checks.options]]
text = "Three"
reason = "Each side's number is confirmed."
right = true
[[cards.checks.options]]
text = "Four"
reason = "Two of them travel as one."

[[cards.follow_ups]]
question = "And how does it close?"
answer = "With FIN, from each side."

[[cards.sources]]
title = "Transmission Control Protocol"
authors = "J. Postel"
year = 1981
section = "3.4"
"""

NOTES = """What does DNS turn a name into?
An address, for example 192.0.2.1 $\\to$ a host.
#dns#names
Beginnerconcept
Why is a cache of names allowed to be stale?
Each record says how long it may be kept, its $TTL=300$ or so.
#dns#cache
Advancedsystem-design
Where would you put a load balancer?
Before the servers, behind the name.
What does a router read?
The destination address.
#routing
Expert: why does congestion control need a model of loss?
Because $W \\propto 1/\\sqrt{p}$ holds only for random loss.
Staff-level question: when would you replace TCP?
When its head-of-line blocking costs more than a new stack.
"""

MARKDOWN = r"""# Networks
id: networks

How computers talk.

## How does TCP open a connection?
level: Easy
kind: concept
tags: tcp, transport
hint: Count to three.

With three segments:

```python
## not a card, but a comment
```

### Details

They carry $n$ and $n+1$.

### Key points

- SYN, SYN-ACK, ACK
  Both sides send a number.
  - three-way handshake
  - syn ack
- Numbers are confirmed

### Checks

How many segments open a connection?

- [ ] One
  The other side could not answer.
- [ ] Two
  The answer would stay unconfirmed.
- [x] Three
  Each side's number is confirmed.
- [ ] Four
  Two of them travel as one.

### Follow-ups

- And how does it close?
  With FIN, from each side.

### Sources

- Transmission Control Protocol
  authors: J. Postel
  year: 1981

## What does a router read?

The destination address.
"""
