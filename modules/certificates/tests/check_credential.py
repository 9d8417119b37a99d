"""Checks a verifiable credential without this program: check_credential.py CREDENTIAL DID_DOCUMENT.
Its own reading of eddsa-jcs-2022, base58btc and the status list; Ed25519 is that of python3-cryptography."""
import base64, gzip, hashlib, json, sys

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

LETTERS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


def base58(text):
    number = 0
    for letter in text:
        number = number * 58 + LETTERS.index(letter)
    zeros = len(text) - len(text.lstrip("1"))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8, "big")


def canonical(value):
    # RFC 8785 for documents without fractions and with names of the first plane, which is all that these are.
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def main(credential_path, did_path):
    with open(credential_path, encoding="utf-8") as file:
        document = json.load(file)
    with open(did_path, encoding="utf-8") as file:
        did = json.load(file)
    proof = document.pop("proof")
    signature = base58(proof.pop("proofValue")[1:])
    method = next(one for one in did["verificationMethod"] if one["id"] == proof["verificationMethod"])
    assert proof["verificationMethod"] in did["assertionMethod"] and proof["@context"] == document["@context"]
    issuer = document["issuer"]
    assert did["id"] == (issuer if isinstance(issuer, str) else issuer["id"])
    key = base58(method["publicKeyMultibase"][1:])
    assert key[:2] == b"\xed\x01" and len(key) == 34
    signed = hashlib.sha256(canonical(proof)).digest() + hashlib.sha256(canonical(document)).digest()
    try:
        Ed25519PublicKey.from_public_bytes(key[2:]).verify(signature, signed)
    except InvalidSignature:
        print("bad signature")
        return
    print("good")
    subject = document["credentialSubject"]
    if subject.get("type") == "BitstringStatusList":
        packed = subject["encodedList"]
        assert packed[0] == "u"
        bits = gzip.decompress(base64.urlsafe_b64decode(packed[1:] + "=" * (-len(packed[1:]) % 4)))
        assert len(bits) == 16384
        print("not in force:" + "".join(f" {i}" for i in range(len(bits) * 8) if bits[i // 8] >> (7 - i % 8) & 1))


main(*sys.argv[1:])
