from tests.servers import (  # noqa: F401
    postgres_env,
    postgres_server,
    postgres_template,
    postgres_url,
    redis_url,
    sqlite_env,
    sqlite_template,
)
