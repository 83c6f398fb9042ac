// Draws the app's icon, a school desk, from one list of shapes: icon.svg for browsers, PNGs for home screens.
//
// The PNGs are rasterised here (each pixel is the mean of 16 samples), so that no image library is needed.
import { writeFileSync } from 'node:fs';
import { crc32, deflateSync } from 'node:zlib';

const BLUE = [0x1a, 0x6d, 0xc8];
const WHITE = [0xff, 0xff, 0xff];
const PALE = [0xc9, 0xe0, 0xfb];

// On a square of 512: a slanted top with a groove for pens, a book on it, legs and the bar between them.
const DESK = [
  {
    fill: WHITE,
    points: [
      [112, 206],
      [400, 206],
      [432, 266],
      [80, 266],
    ],
  },
  {
    fill: PALE,
    points: [
      [80, 266],
      [432, 266],
      [432, 292],
      [80, 292],
    ],
  },
  {
    fill: WHITE,
    points: [
      [112, 292],
      [140, 292],
      [128, 404],
      [100, 404],
    ],
  },
  {
    fill: WHITE,
    points: [
      [372, 292],
      [400, 292],
      [412, 404],
      [384, 404],
    ],
  },
  {
    fill: PALE,
    points: [
      [134, 344],
      [378, 344],
      [379, 362],
      [132, 362],
    ],
  },
  {
    fill: PALE,
    points: [
      [176, 148],
      [252, 160],
      [252, 194],
      [176, 182],
    ],
  },
  {
    fill: WHITE,
    points: [
      [336, 148],
      [260, 160],
      [260, 194],
      [336, 182],
    ],
  },
];

const target = new URL('../public/', import.meta.url);
writeFileSync(new URL('icon.svg', target), svg());
for (const size of [192, 512]) {
  writeFileSync(new URL(`icon-${size}.png`, target), png(size, { corner: 0.22 }));
  // A launcher cuts a maskable icon into its own shape: colour to the edge, the drawing within the middle 80 %.
  writeFileSync(new URL(`icon-maskable-${size}.png`, target), png(size, { corner: 0, shrink: 0.82 }));
}

function svg() {
  const shapes = DESK.map(({ fill, points }) => `  <polygon fill="${hex(fill)}" points="${points.join(' ')}"/>`);
  return [
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512">',
    `  <rect width="512" height="512" rx="112" fill="${hex(BLUE)}"/>`,
    ...shapes,
    '</svg>',
    '',
  ].join('\n');
}

function png(size, { corner, shrink = 1 }) {
  const rows = Buffer.alloc(size * (size * 4 + 1));
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      rows.set(pixel(x, y), y * (size * 4 + 1) + 1 + x * 4);
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 6, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(rows, { level: 9 })), chunk('IEND', Buffer.alloc(0))]);

  function pixel(x, y) {
    const sum = [0, 0, 0, 0];
    for (const dy of [0.125, 0.375, 0.625, 0.875]) {
      for (const dx of [0.125, 0.375, 0.625, 0.875]) {
        const colour = colourAt(((x + dx) / size) * 512, ((y + dy) / size) * 512);
        if (colour)
          [...colour, 255].forEach((value, channel) => {
            sum[channel] += value;
          });
      }
    }
    const covered = sum[3] / 255;
    return covered ? [sum[0] / covered, sum[1] / covered, sum[2] / covered, sum[3] / 16].map(Math.round) : [0, 0, 0, 0];
  }

  function colourAt(x, y) {
    if (!insideRounded(x, y, corner * 512)) return undefined;
    const at = [256 + (x - 256) / shrink, 256 + (y - 256) / shrink];
    return DESK.findLast(({ points }) => insidePolygon(at, points))?.fill ?? BLUE;
  }
}

function insideRounded(x, y, radius) {
  const dx = Math.max(radius - x, x - (512 - radius), 0);
  const dy = Math.max(radius - y, y - (512 - radius), 0);
  return Math.hypot(dx, dy) <= radius || radius === 0;
}

function insidePolygon([x, y], points) {
  return points.every(([ax, ay], index) => {
    const [bx, by] = points[(index + 1) % points.length];
    return side(points) * ((bx - ax) * (y - ay) - (by - ay) * (x - ax)) >= 0;
  });
}

/** +1 or −1: which way round the corners of a convex polygon are listed. */
function side([[ax, ay], [bx, by], [cx, cy]]) {
  return Math.sign((bx - ax) * (cy - ay) - (by - ay) * (cx - ax));
}

function chunk(type, body) {
  const typed = Buffer.concat([Buffer.from(type), body]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(typed));
  return Buffer.concat([length, typed, sum]);
}

function hex(colour) {
  return `#${colour.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}
