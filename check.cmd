@echo off
rem What a change must pass: format, build, tests (without the slow ones).
cd /d "%~dp0"
dotnet format --verify-no-changes || exit /b 1
dotnet build || exit /b 1
dotnet test --no-build --filter "Category!=slow" || exit /b 1
