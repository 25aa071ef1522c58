using Frontdesk.Platform.Http;

namespace Frontdesk.SignIn;

/// <summary>At least 8 characters with an upper-case letter, a digit and a special character, and nothing that is guessed first.</summary>
public static class PasswordRules
{
    public const string InWords = "Use at least 8 characters with an upper-case letter, a digit and a special character.";
    private const string Guessed = "This password is among the first that are tried. Use another one.";

    // What the most used passwords come down to without their digits, signs and disguises ("P@ssw0rd1!" is "password").
    private static readonly HashSet<string> Common =
    [
        "password", "passwort", "passwords", "passw", "pass", "passphrase", "mypassword", "newpassword", "motdepasse", "contrasena", "contraseña", "senha", "parola", "haslo", "wachtwoord",
        "qwerty", "qwertz", "qwertyuiop", "qwertzuiop", "azerty", "azertyuiop", "qwer", "qwert", "asdf", "asdfgh", "asdfghjkl", "zxcvbn", "zxcvbnm", "yxcvbnm", "qaz", "qazwsx", "qazwsxedc", "wsx", "qweasd", "qweasdzxc", "qwe", "qaws", "asd", "zaq", "zaqxsw",
        "abc", "abcd", "abcde", "abcdef", "abcdefg", "abcdefgh", "aaaaaa", "aaaaaaaa", "xxxxxx", "admin", "administrator", "adminadmin", "root", "toor", "user", "guest", "test", "tester", "testing", "testtest", "demo", "default", "temp", "temporary", "changeme", "change",
        "welcome", "welcomeback", "hello", "hellohello", "letmein", "login", "logmein", "access", "secret", "topsecret", "master", "super", "superman", "batman", "spiderman", "pokemon", "starwars", "dragon", "monkey", "shadow", "sunshine", "princess", "flower", "football", "fussball", "baseball", "basketball", "soccer", "hockey", "liverpool", "chelsea", "arsenal", "barcelona",
        "iloveyou", "loveyou", "ilove", "lovely", "love", "michael", "jordan", "michelle", "jessica", "ashley", "daniel", "charlie", "thomas", "andrew", "jennifer", "nicole", "hunter", "killer", "freedom", "whatever", "trustno", "computer", "internet", "samsung", "google", "facebook", "cheese", "summer", "winter", "spring", "autumn", "sommer", "january", "december", "company", "support", "frontdesk", "customer", "service",
    ];

    public static bool Accept(string password) =>
        password.Length is >= 8 and <= 200 && password.Any(char.IsUpper) && password.Any(char.IsDigit) && password.Any(c => !char.IsLetterOrDigit(c));

    /// <param name="email">Whose password it is to be.</param>
    public static Errors Check(string password, string email, string field = "password") => new Errors()
        .Unless(Accept(password), field, password.Length > 200 ? "A password has at most 200 characters." : InWords)
        .Unless(!IsAddress(password, email), field, "Your e-mail address is no password: it is the first thing that is tried.")
        .Unless(!Common.Contains(Stem(password)), field, Guessed);

    private static bool IsAddress(string password, string email)
    {
        var local = email.Trim().Split('@')[0];
        return password.Equals(email.Trim(), StringComparison.OrdinalIgnoreCase)
            || local.Length > 2 && (password.Equals(local, StringComparison.OrdinalIgnoreCase) || Stem(password) == Stem(local) && Stem(local).Length > 2);
    }

    private static string Stem(string password)
    {
        var plain = password.ToLowerInvariant().TrimEnd("0123456789!?.,;:#*-_+=/ ".ToCharArray()).TrimStart("0123456789!?.,;:#*-_+=/ ".ToCharArray());
        return string.Concat(plain.Select(c => c switch { '@' or '4' => 'a', '0' => 'o', '1' or '!' => 'i', '3' => 'e', '$' or '5' => 's', '7' => 't', _ => c }).Where(char.IsLetter));
    }
}
