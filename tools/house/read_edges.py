"""Reads tools/house/edges, for tools/layers and for what a change can reach (tests/runner/reach.py)."""
import os


def read_edges(root, wrong=lambda text: None):
    """Folder -> the folders it may include, lowest first. `wrong` is told of an edge that does not go downwards."""
    edges, order = {}, []
    with open(os.path.join(root, "tools/house/edges"), encoding="utf-8") as file:
        for line in file:
            line = line.split("#")[0].strip()
            if not line:
                continue
            name, _, rest = line.partition(":")
            allowed = set()
            for word in rest.split():
                allowed |= {u for u in order if u.startswith(word[1:] + "/")} if word[0] == "@" else {word}
                if word[0] != "@" and word not in order:
                    wrong(f"{name} -> {word} does not go downwards")
            edges[name] = allowed
            order.append(name)
    return edges
