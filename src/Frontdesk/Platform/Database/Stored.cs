using System.Text.Json;
using Frontdesk.Platform.Text;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Frontdesk.Platform.Database;

/// <summary>Small records that are read and written as a whole, in one jsonb column.</summary>
public static class Stored
{
    public static ValueConverter<T, string> AsJson<T>() where T : class, new() => new(value => Text(value), text => Parse<T>(text));

    /// <summary>Two values are the same when they are written the same.</summary>
    public static ValueComparer<T> Compared<T>() where T : class, new() => new(
        (a, b) => Text(a) == Text(b), value => Text(value).GetHashCode(StringComparison.Ordinal), value => Parse<T>(Text(value)));

    public static T Parse<T>(string text) where T : class, new() => JsonSerializer.Deserialize<T>(text, Json.Options) ?? new T();

    private static string Text<T>(T? value) => JsonSerializer.Serialize(value, Json.Options);
}
