namespace Frontdesk.Eval.Data;

/// <summary>Ids that sort by their number; the kind keeps two things of one number apart.</summary>
public static class Number
{
    public static Guid Of(int number, byte kind) => new(number, 0, 0, [kind, 0, 0, 0, 0, 0, 0, 0]);

    public static int In(Guid id) => BitConverter.ToInt32(id.ToByteArray());
}
