using System.Security.Cryptography;
using System.Text;

namespace Frontdesk.Tests.Knowledge;

/// <summary>The smallest PDFs that readers take: one page with one line.</summary>
internal static class SmallPdf
{
    /// <summary>Padding of the standard security handler (ISO 32000-1, algorithm 2).</summary>
    private static readonly byte[] Padding = Convert.FromHexString("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A");

    public static byte[] Of(string text) => Write(text, null);

    /// <summary>Needs a password that nobody knows: the stored user key fits none.</summary>
    public static byte[] Locked() => Write("Secret", $"""
        /Encrypt << /Filter /Standard /V 1 /R 2 /Length 40 /P -44
        /O <{Convert.ToHexString(RandomNumberGenerator.GetBytes(Padding.Length))}>
        /U <{Convert.ToHexString(RandomNumberGenerator.GetBytes(Padding.Length))}> >>
        /ID [<00112233445566778899AABBCCDDEEFF> <00112233445566778899AABBCCDDEEFF>]
        """);

    private static byte[] Write(string text, string? trailer)
    {
        var page = $"BT /F1 12 Tf 72 720 Td ({text}) Tj ET";
        string[] objects =
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
            $"<< /Length {page.Length} >>\nstream\n{page}\nendstream",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        ];
        var pdf = new StringBuilder("%PDF-1.4\n");
        var places = new List<int>();
        foreach (var (content, n) in objects.Select((content, i) => (content, i + 1)))
        {
            places.Add(pdf.Length);
            pdf.Append($"{n} 0 obj\n{content}\nendobj\n");
        }

        var table = pdf.Length;
        pdf.Append($"xref\n0 {objects.Length + 1}\n0000000000 65535 f \n");
        places.ForEach(place => pdf.Append($"{place:0000000000} 00000 n \n"));
        pdf.Append($"trailer\n<< /Size {objects.Length + 1} /Root 1 0 R {trailer} >>\nstartxref\n{table}\n%%EOF\n");
        return Encoding.Latin1.GetBytes(pdf.ToString());
    }
}
