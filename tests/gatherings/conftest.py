from tests.servers import (  # noqa: F401
    postgres_env,
    postgres_server,
    postgres_template,
    postgres_url,
    sqlite_env,
    sqlite_template,
)
