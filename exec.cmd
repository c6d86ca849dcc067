@rem The scripts of package.json say exec, so that signals reach Node instead of a shell before it; cmd lacks the word.
@%*
