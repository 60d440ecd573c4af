import { crc32, deflateRawSync } from 'node:zlib';

/** A file of a zip. `claimedSize` and `claimedCrc` replace the truth in the headers, to make damaged archives. */
export interface ZipMember {
  readonly name: string;
  readonly content: string | Buffer;
  readonly isStored?: boolean;
  readonly claimedSize?: number;
  readonly claimedCrc?: number;
}

/** A small zip archive in memory. */
export function makeZip(members: readonly ZipMember[]): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const member of members) {
    const content = Buffer.from(member.content);
    const packed = member.isStored === true ? content : deflateRawSync(content);
    const name = Buffer.from(member.name);
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt16LE(0x0800, 2);
    facts.writeUInt16LE(member.isStored === true ? 0 : 8, 4);
    facts.writeUInt32LE(member.claimedCrc ?? crc32(content), 10);
    facts.writeUInt32LE(packed.length, 14);
    facts.writeUInt32LE(member.claimedSize ?? content.length, 18);
    facts.writeUInt16LE(name.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), facts, name, packed]);
    directory.push(Buffer.from('PK\u0001\u0002'), Buffer.from([20, 3]), facts, place, name);
    bodies.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(members.length, 4);
  end.writeUInt16LE(members.length, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...bodies, central, Buffer.from('PK\u0005\u0006'), end]);
}
