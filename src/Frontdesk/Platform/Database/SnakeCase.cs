using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Frontdesk.Platform.Database;

/// <summary>PostgreSQL's names for C#'s: columns and stored enum values in snake_case.</summary>
public static class SnakeCase
{
    public static string Of(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);

    internal static void Apply(IMutableEntityType entity)
    {
        foreach (var property in entity.GetProperties())
        {
            property.SetColumnName(Of(property.Name));
            var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
            if (type.IsEnum)
            {
                property.SetValueConverter((ValueConverter)Activator.CreateInstance(typeof(EnumConverter<>).MakeGenericType(type))!);
                property.SetColumnType("text");
            }
        }
    }

    /// <summary>Reads what <see cref="Of"/> wrote.</summary>
    public static T Parse<T>(string value) where T : struct, Enum => Names<T>.ByText[value];

    /// <summary>The same for what a stranger wrote; null where it names nothing.</summary>
    public static T? Find<T>(string? value) where T : struct, Enum => value is not null && Names<T>.ByText.TryGetValue(value, out var found) ? found : null;

    /// <summary>The stored form of an enum value.</summary>
    public static string Text<T>(T value) where T : struct, Enum => Names<T>.ByValue[value];

    private static class Names<T> where T : struct, Enum
    {
        public static readonly Dictionary<T, string> ByValue = Enum.GetValues<T>().ToDictionary(v => v, v => Of(v.ToString()));
        public static readonly Dictionary<string, T> ByText = ByValue.ToDictionary(p => p.Value, p => p.Key);
    }

    private sealed class EnumConverter<T>() : ValueConverter<T, string>(v => Text(v), s => Parse<T>(s)) where T : struct, Enum;
}
