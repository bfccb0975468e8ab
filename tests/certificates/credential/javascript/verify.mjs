// Checks one credential with @digitalbazaar/vc (RDF proof) and with canonicalize and node's own
// crypto (JCS proof), with no network: contexts come from files, the key from its did:key.
//   node verify.mjs CREDENTIAL CONTEXTS_FOLDER
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import {verifyCredential} from '@digitalbazaar/vc';
import canonicalize from 'canonicalize';
import {createHash, createPublicKey, verify} from 'node:crypto';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';

const [file, contexts] = process.argv.slice(2);
const credential = JSON.parse(readFileSync(file, 'utf8'));
const did = credential.issuer.id;
const multibase = did.slice('did:key:'.length);
const method = {
  '@context': 'https://w3id.org/security/multikey/v1',
  id: `${did}#${multibase}`,
  type: 'Multikey',
  controller: did,
  publicKeyMultibase: multibase
};
const documents = new Map([
  ['https://www.w3.org/ns/credentials/v2', 'credentials-v2.json'],
  ['https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json', 'open-badges-3.0.3.json']
].map(([url, name]) => [url, JSON.parse(readFileSync(join(contexts, name), 'utf8'))]));
documents.set(method.id, method);
documents.set(did, {
  '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'],
  id: did,
  verificationMethod: [method],
  assertionMethod: [method.id]
});

async function documentLoader(url) {
  if(!documents.has(url)) {
    throw new Error(`refused to fetch ${url}`);
  }
  return {contextUrl: null, documentUrl: url, document: structuredClone(documents.get(url))};
}

async function rdfProof() {
  const suite = new DataIntegrityProof({cryptosuite});
  const result = await verifyCredential({
    credential: structuredClone(credential),
    suite,
    documentLoader,
    now: new Date(credential.validFrom),
    checkStatus: async () => ({verified: true})
  });
  return {verified: result.verified, error: messages(result.error)};
}

function messages(error) {
  return error ? [error.message, ...(error.errors ?? []).map(e => e.message)].join('; ') : null;
}

async function jcsProof() {
  const {proof: proofs, ...document} = credential;
  const {proofValue, ...options} = [proofs].flat().find(p => p.cryptosuite === 'eddsa-jcs-2022');
  const hash = value => createHash('sha256').update(canonicalize(value)).digest();
  const data = Buffer.concat([hash(options), hash(document)]);
  const pair = await Ed25519Multikey.from(method);
  const raw = await pair.export({publicKey: true, raw: true});
  const key = createPublicKey({
    key: Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), raw.publicKey]),
    format: 'der',
    type: 'spki'
  });
  return {verified: verify(null, data, key, base58(proofValue.slice(1)))};
}

function base58(text) {
  const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
  let number = 0n;
  for(const letter of text) {
    number = number * 58n + BigInt(alphabet.indexOf(letter));
  }
  return Buffer.from(number.toString(16).padStart(128, '0'), 'hex');
}

console.log(JSON.stringify({rdf: await rdfProof(), jcs: await jcsProof()}));
