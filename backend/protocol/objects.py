"""The object store that `web` and `worker` fill and `media` serves: an S3 bucket, or a folder under PARTA_DATA."""

from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from obstore.store import LocalStore, ObjectStore, S3Store


def object_store(s3_url: str, *, data: Path) -> ObjectStore:
    """Open the store of `s3_url`; of the folder `data/files`, made if need be, when it is empty.

    s3_url: s3://key:secret@host[:port]/bucket[?region=…&tls=0]; tls=0 for an S3 of one's own without certificate.
    """
    if not s3_url:
        return LocalStore(prefix=data.absolute() / "files", mkdir=True)
    parts = urlsplit(s3_url)
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    plain = query.get("tls") == "0"
    address = parts.netloc.rpartition("@")[2]
    return S3Store(
        parts.path.strip("/"),
        endpoint=f"{'http' if plain else 'https'}://{address}",
        region=query.get("region", "us-east-1"),
        access_key_id=unquote(parts.username or ""),
        secret_access_key=unquote(parts.password or ""),
        client_options={"allow_http": plain},
    )
