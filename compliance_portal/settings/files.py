"""Where uploaded files are kept: a folder in the portal's home, or a bucket that speaks S3."""

from pathlib import Path
from typing import Any

from compliance_portal.settings.environment import env


def file_storage(home: Path) -> dict[str, Any]:
    """Return Django's settings of the storage: the bucket FILES_S3_BUCKET names, else `files/` in the home.

    Without keys the machine's own rights count (boto3's usual places, such as the role of an instance).
    """
    bucket = env.str("FILES_S3_BUCKET", default="")
    if not bucket:
        return {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": home / "files", "base_url": None},
        }
    told = {
        "bucket_name": bucket,
        "location": env.str("FILES_S3_FOLDER", default=""),
        "endpoint_url": env.str("FILES_S3_ENDPOINT_URL", default=""),
        "region_name": env.str("FILES_S3_REGION", default=""),
        "access_key": env.str("FILES_S3_ACCESS_KEY_ID", default=""),
        "secret_key": env.str("FILES_S3_SECRET_ACCESS_KEY", default=""),
    }
    return {
        "BACKEND": "common.storages.PrivateBucket",
        "OPTIONS": {name: value for name, value in told.items() if value},
    }
