// What changed between two texts, as toolkit/text/diff.py has it: the longest common row of words, or of characters in
// writing without blanks; agreement too small to mean anything joins the changes on both its sides.
const difference = (() => {
  const bare = "\\p{sc=Han}\\p{sc=Hira}\\p{sc=Kana}\\p{sc=Thai}\\p{sc=Laoo}\\p{sc=Khmr}\\p{sc=Mymr}\\p{sc=Tibt}";
  const letter = `(?:(?![${bare}])[\\p{L}\\p{N}\\p{M}])`;
  const token = new RegExp(`${letter}+(?:['\\u2019\\u02bc\\-\\u2010\\u2011\\u00ad]${letter}+)*|\\S`, "gu");
  const telling = /[\p{L}]{2}|\p{Nd}/u;
  const most = 4e6;
  const tokens = (text) => [...text.matchAll(token)].map((m) => [m.index, m.index + m[0].length, m[0]]);

  const matched = (a, b) => {
    let head = 0;
    while (head < a.length && head < b.length && a[head][2] === b[head][2]) head++;
    let tail = 0;
    while (tail < a.length - head && tail < b.length - head &&
      a[a.length - 1 - tail][2] === b[b.length - 1 - tail][2]) tail++;
    const n = a.length - head - tail, m = b.length - head - tail;
    const pairs = [];
    for (let i = 0; i < head; i++) pairs.push([a[i], b[i]]);
    if (n && m && n * m < most) {
      const wide = m + 1;
      const best = new Uint16Array((n + 1) * wide);
      for (let i = 1; i <= n; i++) {
        for (let j = 1; j <= m; j++) {
          best[i * wide + j] = a[head + i - 1][2] === b[head + j - 1][2]
            ? best[(i - 1) * wide + j - 1] + 1
            : Math.max(best[(i - 1) * wide + j], best[i * wide + j - 1]);
        }
      }
      // from the end, and of equal ways the one that takes out first: so does the other implementation
      const found = [];
      for (let i = n, j = m; i > 0 && j > 0;) {
        const here = best[i * wide + j];
        if (here === best[(i - 1) * wide + j]) i--;
        else if (here === best[i * wide + j - 1]) j--;
        else found.push([a[head + --i], b[head + --j]]);
      }
      pairs.push(...found.reverse());
    }
    for (let i = tail; i > 0; i--) pairs.push([a[a.length - i], b[b.length - i]]);
    return pairs;
  };

  const blanks = (one, other) => {
    let n = 0;
    while (n < one.length && n < other.length && one[n] === other[n] && /\s/.test(one[n])) n++;
    return n;
  };

  // [equal, start and end in the first text, start and end in the second]
  const parts_of = (before, after) => {
    const parts = [];
    const add = (equal, s, e, t, f) => {
      if (s === e && t === f) return;
      const last = parts[parts.length - 1];
      if (last && last[0] === equal) { last[2] = e; last[4] = f; } else parts.push([equal, s, e, t, f]);
    };
    const gap = (s, e, t, f) => {
      const gone = before.slice(s, e), come = after.slice(t, f);
      const head = blanks(gone, come);
      const tail = blanks([...gone.slice(head)].reverse().join(""), [...come.slice(head)].reverse().join(""));
      add(true, s, s + head, t, t + head);
      add(false, s + head, e - tail, t + head, f - tail);
      add(true, e - tail, e, f - tail, f);
    };
    let s = 0, t = 0;
    for (const [old, now] of matched(tokens(before), tokens(after))) {
      gap(s, old[0], t, now[0]);
      add(true, old[0], old[1], now[0], now[1]);
      s = old[1];
      t = now[1];
    }
    gap(s, before.length, t, after.length);
    const cleaned = parts.splice(0);
    cleaned.forEach(([equal, ...ends], n) => {
      const island = equal && n > 0 && n < cleaned.length - 1 && !telling.test(before.slice(ends[0], ends[1]));
      add(equal && !island, ...ends);
    });
    return parts;
  };
  parts_of.tokens = tokens;
  return parts_of;
})();
