#!/usr/bin/env bash
# What a change must pass: format, build, tests (without the slow ones).
set -euo pipefail
cd "$(dirname "$0")"
dotnet format --verify-no-changes
dotnet build
dotnet test --no-build --filter "Category!=slow"
