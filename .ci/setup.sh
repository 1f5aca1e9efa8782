# What run.sh and test.sh share. Sourced with the root of the checkout as the current folder.

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

say() { printf '\033[1m==> %s\033[0m\n' "$*" >&2; }

# Installs the Debian packages that are missing; says nothing when none is.
need_packages() {
  local missing=() package
  for package in "$@"; do
    dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return 0
  local sudo=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || { echo "These Debian packages are missing: ${missing[*]}. Install them as root: apt-get install ${missing[*]}" >&2; return 1; }
    sudo=(sudo)
  fi
  say "installing Debian packages: ${missing[*]}"
  "${sudo[@]}" apt-get update -qq
  DEBIAN_FRONTEND=noninteractive "${sudo[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# The build fetches Microsoft SEAL with npm. Any npm will do, also one that is no Debian package.
need_npm() {
  command -v npm >/dev/null || need_packages npm
}

need_sdk() {
  command -v dotnet >/dev/null && dotnet --list-sdks | grep -q '^10\.' && return 0
  echo "The .NET 10 SDK is missing. Install it, then run this again." >&2
  return 1
}

# Builds everything; returns at once when no source is newer than the last build.
build_solution() {
  need_sdk
  local stamp=artifacts/.built
  if [ -f "$stamp" ] && [ -z "$(find gateway sandbox policies tests ./*.props ./*.txt .editorconfig Gateway.sln global.json \
      \( -name '*.cs' -o -name '*.csproj' -o -name '*.props' -o -name '*.sln' -o -name '*.json' -o -name '*.txt' -o -name '*.html' \
         -o -name '*.js' -o -name .editorconfig \) -newer "$stamp" -print -quit)" ]; then
    return 0
  fi
  say "building (Release)"
  mkdir -p artifacts
  touch "$stamp.next"
  dotnet build Gateway.sln -c Release -v quiet -nologo -clp:NoSummary
  mv "$stamp.next" "$stamp"
}
