/**
 * A second opinion on an IPA in Python, with its own ZIP, plist and hash readers, and openssl for the
 * messages. Prints one problem a line; nothing where all holds. Parameters: the IPA, a PEM root, a
 * folder to write into.
 */
export const ipaOracle = String.raw`
import datetime, hashlib, os, plistlib, posixpath, re, stat, struct, subprocess, sys, zipfile
path, root, scratch = sys.argv[1:]
problems = []
def check(good, what):
    if not good: problems.append(what)
def run(*a):
    return subprocess.run(a, capture_output=True)
def put(name, data):
    p = os.path.join(scratch, name)
    open(p, 'wb').write(data)
    return p
archive = zipfile.ZipFile(path)
check(archive.testzip() is None, 'archive checksum')
infos = [i for i in archive.infolist() if not i.is_dir()]
base = 'Payload/' + [i.filename for i in infos if i.filename.startswith('Payload/')][0].split('/')[1] + '/'
files, links = {}, {}
for i in infos:
    if not i.filename.startswith(base): continue
    name = i.filename[len(base):]
    isLink = stat.S_ISLNK(i.external_attr >> 16)
    try: (links if isLink else files)[name] = archive.read(i)
    except zipfile.BadZipFile: pass
import unicodedata
everything = list(files) + list(links)
check(len({unicodedata.normalize('NFC', n) for n in everything}) == len(everything), 'one name twice')
check(not any(n.startswith(l + '/') for n in everything for l in links), 'file behind a link')
def profile(data):
    p = put('profile', data)
    r = run('openssl', 'cms', '-verify', '-inform', 'DER', '-in', p, '-CAfile', root, '-purpose', 'any', '-out', p + '.plist')
    check(r.returncode == 0, 'profile')
    return plistlib.load(open(p + '.plist', 'rb'))
def slices(data):
    if data[:4] != b'\xca\xfe\xba\xbe': return [data]
    n = struct.unpack('>I', data[4:8])[0]
    heads = [struct.unpack('>5I', data[8 + 20 * i:28 + 20 * i]) for i in range(n)]
    return [data[h[2]:h[2] + h[3]] for h in heads]
hashes = {1: ('sha1', 20), 2: ('sha256', 32), 3: ('sha256', 20), 4: ('sha384', 48)}
oids = {'1.3.14.3.2.26': 'sha1', '2.16.840.1.101.3.4.2.1': 'sha256', '2.16.840.1.101.3.4.2.2': 'sha384'}
class Directory:
    def __init__(self, raw):
        self.raw = raw
        (_, self.flags, self.hashes, ident, self.special, self.pages, self.limit) = struct.unpack('>7I', raw[8:36])
        self.size, kind, _, self.bits = raw[36:40]
        self.name = hashes[kind][0]
        team = struct.unpack('>I', raw[48:52])[0]
        self.identifier, self.team = (raw[o:raw.index(0, o)].decode() for o in (ident, team))
    def digest(self, data): return hashlib.new(self.name, data).digest()[:self.size]
    def slot(self, n): return self.raw[self.hashes + n * self.size:][:self.size]
    def cdhash(self): return hashlib.new(self.name, self.raw).digest()[:20]
def subject(der, field):
    text = run('openssl', 'x509', '-inform', 'DER', '-in', put('leaf', der), '-noout', '-subject', '-nameopt', 'RFC2253').stdout.decode()
    found = re.search('(?:^|[,=])' + field + '=([^,\n]*)', text)
    return found.group(1) if found else None
def commandsOf(s):
    at = 32 if s[:4] == b'\xcf\xfa\xed\xfe' else 28
    for _ in range(struct.unpack('<I', s[16:20])[0]):
        command, size = struct.unpack('<2I', s[at:at + 8])
        yield command, s[at:at + size]
        at += size
def granted(want, have):
    if want is False: return True
    if isinstance(want, list): return all(granted(w, have) for w in want)
    if isinstance(have, list): return any(granted(want, h) for h in have)
    if isinstance(want, str) and isinstance(have, str) and have.endswith('*'): return want.startswith(have[:-1])
    return want == have and have is not None
def judge(name, bundle, info, seal, prof):
    identifier = info and plistlib.loads(info)['CFBundleIdentifier']
    names = set()
    for s in slices(files[name]):
        part = [struct.unpack('<2I', c[8:16]) for k, c in commandsOf(s) if k == 0x1d]
        if any(c[16:20] != bytes(4) for k, c in commandsOf(s) if k in (0x21, 0x2c)): check(False, name + ' encrypted')
        if not part:
            check(False, name + ' unsigned')
            continue
        start, size = part[0]
        check(start + size == len(s), name + ' covered')
        sig = s[start:start + size]
        blobs = {}
        for i in range(struct.unpack('>I', sig[8:12])[0]):
            slot, off = struct.unpack('>2I', sig[12 + 8 * i:20 + 8 * i])
            blobs[slot] = sig[off:off + struct.unpack('>I', sig[off + 4:off + 8])[0]]
        dirs = [Directory(blobs[k]) for k in sorted(blobs) if k == 0 or 0x1000 <= k < 0x1005]
        names |= {d.cdhash() for d in dirs}
        parts = {1: info, 3: seal, **{k: v for k, v in blobs.items() if 0 < k < 0x1000}}
        for d in dirs:
            check(d.limit == start and d.pages == -(-d.limit >> d.bits), name + ' limit')
            check(d.flags & 2 == 0, name + ' ad hoc')
            check(all(d.slot(p) == d.digest(s[p << d.bits:min(d.limit, (p + 1) << d.bits)]) for p in range(d.pages)), name + ' pages')
            for n in range(1, 33):
                stored = d.slot(-n) if n <= d.special else bytes(d.size)
                data = parts.get(n)
                if n in (1, 3) and bundle is None and data is None: continue
                check(stored == (bytes(d.size) if data is None else d.digest(data)), '%s slot %d' % (name, n))
        message = blobs.get(0x10000, b'')[8:]
        if not message:
            check(False, name + ' unsigned')
            continue
        cms, signer = put('cms', message), os.path.join(scratch, 'signer')
        r = run('openssl', 'cms', '-verify', '-inform', 'DER', '-in', cms, '-content', put('content', dirs[0].raw), '-binary', '-purpose', 'any', '-ignore_critical', '-CAfile', root, '-signer', signer, '-out', os.path.join(scratch, 'out'))
        check(r.returncode == 0, name + ' message')
        if r.returncode != 0: continue
        leaf = run('openssl', 'x509', '-in', signer, '-outform', 'DER').stdout
        check(leaf in prof['DeveloperCertificates'], name + ' signer')
        check(subject(leaf, 'OU') == dirs[0].team and dirs[0].team in prof['TeamIdentifier'], name + ' team')
        dump = run('openssl', 'cms', '-cmsout', '-print', '-inform', 'DER', '-in', cms).stdout.decode()
        at = message.find(b'<?xml')
        listed = set()
        if b'cdhashes' in message: listed = set(plistlib.loads(message[at:message.index(b'</plist>') + 8])['cdhashes'])
        pairs = dump.find('1.2.840.113635.100.9.2') >= 0
        check(listed == names_of(dirs) if listed else pairs or len(dirs) == 1, name + ' cdhashes')
        if bundle is not None and (bundle == '' or bundle.rstrip('/').endswith(('.app', '.appex'))):
            check(dirs[0].identifier == identifier, name + ' identifier')
            want = plistlib.loads(blobs[5][8:]) if 5 in blobs else {}
            check(want.get('application-identifier', '').split('.', 1)[-1] == identifier, name + ' application')
            for k, v in want.items(): check(granted(v, prof['Entitlements'].get(k)), '%s entitlement %s' % (name, k))
    return names
def names_of(dirs): return {d.cdhash() for d in dirs}
def rule_for(rules, rel):
    best = None
    for pattern, value in rules.items():
        if not re.search(pattern, rel): continue
        weight = value.get('weight', 1) if isinstance(value, dict) else 1
        omit = value is False or (isinstance(value, dict) and value.get('omit', False))
        if best is None or (weight, omit) > best: best = (weight, omit)
    return best
def resources(folder, executable, code):
    data = files.get(folder + '_CodeSignature/CodeResources')
    if data is None: return check(False, folder + ' no seal')
    try: seal = plistlib.loads(data)
    except Exception: return check(False, folder + ' seal')
    sealed = seal.get('files2', seal['files'])
    rules = seal.get('rules2', seal['rules'])
    nested = [k for k, v in sealed.items() if isinstance(v, dict) and 'cdhash' in v]
    for rel, value in sealed.items():
        full = folder + rel
        if not isinstance(value, dict): value = {'hash': value}
        if 'symlink' in value: check(links.get(full) == value['symlink'].encode(), full + ' link')
        elif 'cdhash' in value: check(any(k.startswith(full) and value['cdhash'] in v for k, v in code.items()), full + ' nested')
        elif full not in files: check(value.get('optional', False), full + ' missing')
        elif 'hash2' in value: check(hashlib.sha256(files[full]).digest() == value['hash2'], full + ' changed')
        else: check(hashlib.sha1(files[full]).digest() == value['hash'], full + ' changed')
    for name in everything:
        rel = name[len(folder):]
        if not name.startswith(folder) or name == executable or rel in sealed or rel.startswith('_CodeSignature/'): continue
        if any(rel.startswith(n + '/') for n in nested): continue
        rule = rule_for(rules, rel)
        check(rule is None or rule[1], name + ' added')
main = profile(files['embedded.mobileprovision'])
code, bundles = {}, []
for name in files:
    if posixpath.basename(name) != 'Info.plist': continue
    folder = name[:-10]
    if folder and not folder.rstrip('/').endswith(('.app', '.appex', '.framework')): continue
    try: executable = folder + plistlib.loads(files[name])['CFBundleExecutable']
    except Exception:
        check(False, name + ' unreadable')
        continue
    own = folder + 'embedded.mobileprovision'
    prof = main
    if folder and own in files:
        prof = profile(files[own])
        check(prof['ExpirationDate'] > datetime.datetime.utcnow(), folder + ' profile expired')
        check('ProvisionedDevices' in prof or 'ProvisionsAllDevices' in prof, folder + ' App Store')
    code[executable] = judge(executable, folder, files[name], files.get(folder + '_CodeSignature/CodeResources'), prof)
    bundles.append((folder, executable))
for name, data in files.items():
    if name in code or data[:4] not in (b'\xca\xfe\xba\xbe', b'\xcf\xfa\xed\xfe', b'\xce\xfa\xed\xfe'): continue
    at = data.find(b'<?xml')
    info = data[at:data.index(b'</plist>') + 9] if at >= 0 and at < 16384 else None
    code[name] = judge(name, None, info, None, main)
for folder, executable in bundles: resources(folder, executable, code)
print('\n'.join(problems))
`;
